"""One small module per input; every one yields documents."""

"""Vietnamese press articles in, validated and grounded figures out."""

__version__ = "0.1.0"

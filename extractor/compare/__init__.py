"""Tables and maps across provinces and periods."""

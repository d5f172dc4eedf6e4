"""Tables, charts and maps across provinces and periods."""

"""Gold to and from Label Studio: whole rows as regions, exact offsets, a project configuration."""

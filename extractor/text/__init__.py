"""Characters, sentences, sections and tokens: knows Vietnamese writing, knows no domain."""

"""Home: the first page, what this is and is not, and whether the server is well."""

"""Everything DuckDB: the store, how it is loaded, resolved, published and asked."""

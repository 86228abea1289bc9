"""Pages rendered on the server, in Chinese and English, without script. May import services, deps and responses."""

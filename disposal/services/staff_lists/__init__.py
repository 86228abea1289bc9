"""The lists of the staff pages: claims, parties, projects, notices, bidders; filtered, paged by key, exported."""

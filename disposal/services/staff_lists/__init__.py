"""The lists of the staff pages: claims, parties, projects, notices, bidders; filtered, sorted, paged by key, exported."""

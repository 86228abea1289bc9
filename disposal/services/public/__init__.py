"""Read-only queries of the public: notices, their files, windows and status, and the calculators."""

# Build tools: the template and message compilers, and what they generate.

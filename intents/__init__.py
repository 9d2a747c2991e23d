"""What somebody means: a message in, an `Understanding` out. Knows the catalog and the prompts, nothing else of ours."""

"""The register: cooperatives, dated facts about them, and who may act for them."""

"""The register at the country's size: taken in beside a bare load of the same rows, and searched."""

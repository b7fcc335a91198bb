"""What is kept of people and why; giving it to them; erasing it while what cooperatives did stays whole."""

"""The report to hand over: as a page, as PDF, and by a link that ends."""

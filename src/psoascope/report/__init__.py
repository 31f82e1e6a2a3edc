"""An analysis made into documents: report.json, report.html, angles.mot, psoas.sto."""

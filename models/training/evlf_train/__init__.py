"""Training recipe of the embedded model: encoders, grounding head, calibration, export."""

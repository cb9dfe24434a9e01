"""Learns word weights from public data sets, to be shipped as `model/prior/`; the sets themselves never are."""

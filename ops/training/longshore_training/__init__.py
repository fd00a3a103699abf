"""Trains a low-rank adapter that answers from given texts with their shortest exact words, or says `not stated`."""

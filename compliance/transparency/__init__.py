"""The append-only Merkle log: recording, checkpoints, proofs, verification."""

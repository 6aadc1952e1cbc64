"""What an admin does: each use case is one transaction, one audit entry, one outcome."""

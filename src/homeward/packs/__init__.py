"""The packs that ship: one folder each, data only. `homeward.protocol.shelf` reads them."""

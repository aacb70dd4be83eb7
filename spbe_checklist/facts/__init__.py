"""What is known of a document: plain values, their JSON form, masking and shown names. Reads no file, judges none."""

"""What people hand in: filled checklists, registers, answers to questions, first settings. Inspects no document."""

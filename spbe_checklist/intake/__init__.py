"""What people hand in: filled checklists, registers, answers to questions, first settings.

Each becomes changes of ``spbe.yaml`` or questions about a Result. Inspects no document.
"""

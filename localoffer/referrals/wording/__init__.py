"""The words of the form's questions, by subject, each said in the way that suits whoever is filling the form in."""

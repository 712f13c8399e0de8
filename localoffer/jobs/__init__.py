"""Long work that the worker does, one stored job after another, with its progress.

Whoever wants something done stores a job (``store.add``) in the transaction that it belongs to. A worker takes it
(``worker.JobWorker``) and tells how far it has come; a page reads that (``store.get``). A job whose worker ends is
taken up again by another one, so what a job does must be able to go on from where it stopped.
"""

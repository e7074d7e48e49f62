// Questions, and what has been answered.

"""Pictures of results: plain numbers in, a Picture (plotly figure and text alternative) out."""

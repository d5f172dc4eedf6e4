"""Ways to process shards of documents: in this process, in workers, on a cluster.

An engine takes shards and yields, in the same order, each shard with the entries of its documents.
"""

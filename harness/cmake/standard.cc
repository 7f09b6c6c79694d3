// Nothing of its own: the target that owns the precompiled standard headers needs one file.

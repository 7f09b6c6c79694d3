"""Makes a schema and an instance smaller for as long as what is said of them stays true."""
import copy

MOST_TRIES = 600


def smaller_values(value):
    """Values with one thing less, the boldest cuts first."""
    if isinstance(value, dict):
        for name in value:
            yield {key: each for key, each in value.items() if key != name}
        for name in value:
            for less in smaller_values(value[name]):
                yield {**value, name: less}
    elif isinstance(value, list):
        for index in range(len(value)):
            yield value[:index] + value[index + 1:]
        for index, item in enumerate(value):
            for less in smaller_values(item):
                yield value[:index] + [less] + value[index + 1:]
    elif value not in (None, True, False):
        yield True


def shrink(schema, instance, still_holds):
    """`still_holds(schema, instance)` is asked of every pair; it is true of the first and of what is returned."""
    tries = 0
    is_smaller = True
    while is_smaller and tries < MOST_TRIES:
        is_smaller = False
        pairs = [(less, instance) for less in smaller_values(schema)]
        pairs += [(schema, less) for less in smaller_values(instance)]
        for pair in pairs:
            tries += 1
            if tries > MOST_TRIES:
                break
            if still_holds(*pair):
                schema, instance = copy.deepcopy(pair)
                is_smaller = True
                break
    return schema, instance

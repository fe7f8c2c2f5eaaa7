namespace Escalation.Decisions;

/// <summary>Counts how deep evaluators call policies that call evaluators, so that the recursion ends in an escalation and not in a stack overflow.</summary>
/// <remarks>The counters belong to a thread and to an asynchronous flow; nothing is shared between callers.</remarks>
internal static class ReentrancyGuard
{
    internal const int Limit = 8;

    private static readonly AsyncLocal<int> Flow = new();

    [ThreadStatic]
    private static int _depth;

    internal static bool TryEnter()
    {
        if (_depth >= Limit)
        {
            return false;
        }

        _depth++;
        return true;
    }

    internal static void Exit() => _depth--;

    /// <summary>The change is undone by the runtime when the asynchronous method that called this returns.</summary>
    internal static bool TryEnterFlow()
    {
        if (Flow.Value >= Limit)
        {
            return false;
        }

        Flow.Value++;
        return true;
    }
}

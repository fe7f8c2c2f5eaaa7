namespace Escalation.Monitoring.Kpis;

/// <summary>Yes and no by conversation: a number a task, sorted out when the interval is asked for.</summary>
internal sealed class ConversationCounts
{
    /// <summary>A task without a conversation.</summary>
    internal const int None = -1;

    /// <summary>The number of a conversation twice, and one more for yes.</summary>
    private readonly List<int> _tasks = [];
    private int _aloneYes;
    private int _aloneNo;

    internal void Add(int conversation, bool counts)
    {
        if (conversation != None)
        {
            _tasks.Add((conversation * 2) + (counts ? 1 : 0));
        }
        else if (counts)
        {
            _aloneYes++;
        }
        else
        {
            _aloneNo++;
        }
    }

    /// <summary>The successes and sizes of all conversations; null where none has two tasks. A task without a conversation is one by itself.</summary>
    internal (int[] Successes, int[] Sizes)? Clusters()
    {
        _tasks.Sort();
        List<int> successes = [];
        List<int> sizes = [];
        int last = None;
        foreach (int task in _tasks)
        {
            if (task / 2 != last)
            {
                last = task / 2;
                successes.Add(0);
                sizes.Add(0);
            }

            successes[^1] += task % 2;
            sizes[^1]++;
        }

        if (sizes.TrueForAll(size => size == 1))
        {
            return null;
        }

        return (
            [.. successes, .. Enumerable.Repeat(1, _aloneYes), .. Enumerable.Repeat(0, _aloneNo)],
            [.. sizes, .. Enumerable.Repeat(1, _aloneYes + _aloneNo)]);
    }
}

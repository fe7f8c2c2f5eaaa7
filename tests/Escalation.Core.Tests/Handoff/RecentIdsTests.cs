using Escalation.Handoff;

namespace Escalation.Core.Tests.Handoff;

public class RecentIdsTests
{
    [Fact]
    public void The_oldest_finished_entry_makes_room_and_an_unfinished_one_never_does()
    {
        var ids = new RecentIds<Entry>(2, entry => entry.Finished);
        var pending = new Entry();
        Add(ids, "pending", pending);
        Add(ids, "a", new Entry { Finished = true });
        Add(ids, "b", new Entry { Finished = true });

        Assert.Equal(2, ids.Count);
        Assert.False(ids.TryGet("a", out _));
        Assert.False(ids.TryAdd("pending", new Entry(), out Entry known));
        Assert.Same(pending, known);
    }

    [Fact]
    public void It_grows_with_what_is_unfinished_and_shrinks_when_that_is_finished()
    {
        var ids = new RecentIds<Entry>(2, entry => entry.Finished);
        Entry[] pending = [.. Enumerable.Range(0, 10).Select(_ => new Entry())];
        for (int i = 0; i < pending.Length; i++)
        {
            Add(ids, $"{i}", pending[i]);
        }

        Assert.Equal(10, ids.Count);
        Array.ForEach(pending, entry => entry.Finished = true);
        Add(ids, "next", new Entry());
        Assert.Equal(2, ids.Count);
        Assert.True(ids.TryGet("9", out _));
        Assert.True(ids.TryGet("next", out _));
    }

    private static void Add(RecentIds<Entry> ids, string id, Entry entry) => Assert.True(ids.TryAdd(id, entry, out _));

    private sealed class Entry
    {
        public bool Finished { get; set; }
    }
}

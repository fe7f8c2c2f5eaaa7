namespace Quickstart;

/// <summary>A labelled data set.</summary>
/// <param name="Description">What it is, in a phrase.</param>
/// <param name="Items">The items, in file order.</param>
internal sealed record CascadeData(string Description, IReadOnlyList<CascadeItem> Items)
{
    /// <summary>The share of items that the weak model gets right.</summary>
    public double WeakAccuracy => (double)Items.Count(item => item.WeakIsRight) / Items.Count;

    /// <summary>The share of items that whoever takes over gets right.</summary>
    public double StrongAccuracy => (double)Items.Count(item => item.StrongIsRight) / Items.Count;

    /// <summary>The items of some rows.</summary>
    /// <param name="rows">The rows, from 0.</param>
    public CascadeItem[] Select(int[] rows) => [.. rows.Select(row => Items[row])];
}

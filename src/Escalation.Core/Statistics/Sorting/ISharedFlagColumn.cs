namespace Escalation.Statistics.Sorting;

/// <summary>Flags that several threads may read at once, which a column on the stack of one of them does not allow.</summary>
internal interface ISharedFlagColumn : IFlagColumn
{
    /// <summary>Where the values begin in memory, to be pinned.</summary>
    ref readonly byte GetPinnableReference();

    /// <summary>Reads the values where they are pinned.</summary>
    /// <param name="pinned">The address of <see cref="GetPinnableReference"/>, which stays pinned as long as the reader is used.</param>
    FlagReader Reader(nint pinned);
}

namespace Escalation.Probes.Kernels;

/// <summary>32-bit sums of products of bytes and 16-bit integers, on one kind of hardware.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface IIntegerLanes<TSelf>
    where TSelf : unmanaged, IIntegerLanes<TSelf>
{
    /// <summary>All sums zero.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Adds the products of a block of <see cref="ByteOrder.Block"/> bytes.</summary>
    static abstract TSelf MultiplyAdd(TSelf sum, sbyte* x, short* w);

    /// <summary>The total of all sums, in 64 bits.</summary>
    static abstract long Total(TSelf sum);
}

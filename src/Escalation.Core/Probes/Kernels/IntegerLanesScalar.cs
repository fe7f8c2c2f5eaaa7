namespace Escalation.Probes.Kernels;

/// <summary>One sum: no intrinsics at all.</summary>
internal readonly unsafe struct IntegerLanesScalar : IIntegerLanes<IntegerLanesScalar>
{
    private readonly long _sum;

    private IntegerLanesScalar(long sum) => _sum = sum;

    /// <inheritdoc/>
    public static IntegerLanesScalar Zero => default;

    /// <inheritdoc/>
    public static IntegerLanesScalar MultiplyAdd(IntegerLanesScalar sum, sbyte* x, short* w)
    {
        // One block is far from overflowing 32 bits.
        int block = 0;
        for (int i = 0; i < ByteOrder.Block; i++)
        {
            block += x[i] * w[i];
        }

        return new IntegerLanesScalar(sum._sum + block);
    }

    /// <inheritdoc/>
    public static long Total(IntegerLanesScalar sum) => sum._sum;
}

namespace Escalation.Probes.Kernels;

/// <summary>How 8-bit activations meet 16-bit weights: exact integers, so any order gives the same sum.</summary>
internal static class ByteOrder
{
    /// <summary>The number of activations in a block.</summary>
    internal const int Block = 32;

    /// <summary>
    /// The number of blocks after which 32-bit sums are carried over into 64 bits. A sum takes at most two pairs of products a block, and a pair is at most
    /// <c>2 * 128 * 32767</c>: 256 of them stay below 2^31.
    /// </summary>
    internal const int BlocksPerCarry = 128;
}

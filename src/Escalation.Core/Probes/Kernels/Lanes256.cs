using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Two registers of 256 bits: AVX2 with FMA.</summary>
internal unsafe struct Lanes256 : ILanes<Lanes256>
{
    private Vector256<float> _low;
    private Vector256<float> _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<float> low, Vector256<float> high)
    {
        _low = low;
        _high = high;
    }

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static Lanes256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadSingles(byte* source) => new(Vector256.Load((float*)source), Vector256.Load((float*)source + 8));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadActivations(byte* source) =>
        new(Subnormals.ToZero(Vector256.Load((float*)source)), Subnormals.ToZero(Vector256.Load((float*)source + 8)));

    /// <inheritdoc/>
    /// <remarks>
    /// Both halves of each float are made in 16-bit lanes, sixteen numbers at a time. A subnormal becomes <c>(1 + m / 1024) 2^-14</c> less <c>2^-14</c>, which is
    /// exact and meets no subnormal float on the way.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadHalves(byte* source)
    {
        Vector256<short> halves = InUnpackingOrder(Vector256.Load((short*)source));
        Vector256<short> exponents = halves & Vector256.Create((short)0x7C00);
        Vector256<short> subnormal = Vector256.Equals(exponents, Vector256<short>.Zero) & Vector256.Create(unchecked((short)0xFF80));
        Vector256<short> special = Vector256.Equals(exponents, Vector256.Create((short)0x7C00)) & Vector256.Create((short)0x3800);
        Vector256<short> upper = ((halves >> 3) & Vector256.Create(unchecked((short)0x8FFF))) + Vector256.Create((short)0x3800) + special - subnormal;
        Vector256<short> excess = upper & subnormal;
        Vector256<short> lower = halves << 13;
        return new Lanes256(
            Avx2.UnpackLow(lower, upper).AsSingle() - Avx2.UnpackLow(Vector256<short>.Zero, excess).AsSingle(),
            Avx2.UnpackHigh(lower, upper).AsSingle() - Avx2.UnpackHigh(Vector256<short>.Zero, excess).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadScaledHalves(byte* source)
    {
        Vector256<int> mask = Vector256.Create(unchecked((int)0x8FFF_E000));
        return new Lanes256(
            ((Avx2.ConvertToVector256Int32((short*)source) << 13) & mask).AsSingle(),
            ((Avx2.ConvertToVector256Int32((short*)source + 8) << 13) & mask).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Screen(Lanes256 seen, byte* source) => new(
        Vector256.Max(seen._low.AsInt16(), Vector256.Load((short*)source)).AsSingle(),
        Vector256.Max(seen._high.AsUInt16(), Vector256.Load((ushort*)source)).AsSingle());

    /// <inheritdoc/>
    public static bool FoundNotFinite(Lanes256 seen) =>
        Vector256.GreaterThanOrEqualAny(seen._low.AsInt16(), Vector256.Create((short)0x7C00)) || Vector256.GreaterThanOrEqualAny(seen._high.AsUInt16(), Vector256.Create((ushort)0xFC00));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadBFloat16(byte* source) => new(
        Subnormals.ToZero((Avx2.ConvertToVector256Int32((ushort*)source) << 16).AsSingle()),
        Subnormals.ToZero((Avx2.ConvertToVector256Int32((ushort*)source + 8) << 16).AsSingle()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256 sum, Lanes256 x, Lanes256 w)
    {
        sum._low = Fma.MultiplyAdd(x._low, w._low, sum._low);
        sum._high = Fma.MultiplyAdd(x._high, w._high, sum._high);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256 sum, Lanes256 x, float* w)
    {
        sum._low = Fma.MultiplyAdd(x._low, Vector256.Load(w), sum._low);
        sum._high = Fma.MultiplyAdd(x._high, Vector256.Load(w + 8), sum._high);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Add(Lanes256 left, Lanes256 right) => new(left._low + right._low, left._high + right._high);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes256 lanes) => Lanes128.SumOfFour(ToFour(lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Lanes256 first, Lanes256 second, Lanes256 third, Lanes256 fourth, float* target) =>
        Lanes128.SumsOfFour(ToFour(first), ToFour(second), ToFour(third), ToFour(fourth)).Store(target);

    /// <inheritdoc/>
    public static int ProbesPerTile => Strip256.Probes;

    /// <inheritdoc/>
    public static void AddTile<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch => TileKernel<Strip256>.Add<TPrefetch>(tile, probes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 lanes, float* target)
    {
        lanes._low.Store(target);
        lanes._high.Store(target + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToFour(Lanes256 lanes)
    {
        Vector256<float> eight = lanes._low + lanes._high;
        return eight.GetLower() + eight.GetUpper();
    }

    // Unpacking works within 128 bits, so the middle two quarters change places first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> InUnpackingOrder(Vector256<short> values) => Avx2.Permute4x64(values.AsInt64(), 0b11_01_10_00).AsInt16();
}

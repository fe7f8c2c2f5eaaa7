using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>One register of 512 bits: AVX-512. Without the hardware it gives the same bits, slowly.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<float> _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<float> all) => _all = all;

    /// <inheritdoc/>
    public static int ProbesPerTile => 3;

    /// <inheritdoc/>
    public static Lanes512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadSingles(byte* source) => new(Vector512.Load((float*)source));

    /// <inheritdoc/>
    /// <remarks>A subnormal becomes <c>(1 + m / 1024) 2^-14</c> less <c>2^-14</c>, which is exact and meets no subnormal float on the way.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadHalves(byte* source)
    {
        Vector512<int> halves = Widen(source);
        Vector512<int> magnitudes = (halves << 13) & Vector512.Create(0x0FFF_E000);
        Vector512<int> excess = Vector512.LessThan(magnitudes, Vector512.Create(0x0080_0000)) & Vector512.Create(0x3880_0000);
        Vector512<int> special = Vector512.GreaterThan(magnitudes, Vector512.Create(0x0F7F_FFFF)) & Vector512.Create(0x3800_0000);
        Vector512<int> offsets = (excess | Vector512.Create(0x3800_0000)) + special;
        Vector512<int> values = ((magnitudes + offsets).AsSingle() - excess.AsSingle()).AsInt32();
        return new Lanes512((values | (halves & Vector512.Create(int.MinValue))).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadScaledHalves(byte* source) => new(((Widen(source) << 13) & Vector512.Create(unchecked((int)0x8FFF_E000))).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Screen(Lanes512 seen, byte* source) => new(Vector512.Create(
        Vector256.Max(seen._all.GetLower().AsInt16(), Vector256.Load((short*)source)).AsSingle(),
        Vector256.Max(seen._all.GetUpper().AsUInt16(), Vector256.Load((ushort*)source)).AsSingle()));

    /// <inheritdoc/>
    public static bool FoundNotFinite(Lanes512 seen) =>
        Vector256.GreaterThanOrEqualAny(seen._all.GetLower().AsInt16(), Vector256.Create((short)0x7C00))
        || Vector256.GreaterThanOrEqualAny(seen._all.GetUpper().AsUInt16(), Vector256.Create((ushort)0xFC00));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadBFloat16(byte* source) => new((Widen(source) << 16).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 x, Lanes512 w, Lanes512 sum) => new(Vector512.FusedMultiplyAdd(x._all, w._all, sum._all));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Add(Lanes512 left, Lanes512 right) => new(left._all + right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes512 lanes)
    {
        Vector256<float> eight = lanes._all.GetLower() + lanes._all.GetUpper();
        return Lanes128.SumOfFour(eight.GetLower() + eight.GetUpper());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 lanes, float* target) => lanes._all.Store(target);

    // Sign-extended.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen(byte* source)
    {
        Vector256<short> values = Vector256.Load((short*)source);
        return Avx512F.IsSupported
            ? Avx512F.ConvertToVector512Int32(values)
            : Vector512.Create(Vector256.WidenLower(values), Vector256.WidenUpper(values));
    }
}

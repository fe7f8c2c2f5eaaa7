using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>One register of 512 bits: AVX-512. Without the hardware it gives the same bits, slowly.</summary>
internal unsafe struct Lanes512 : ILanes<Lanes512>
{
    // 2^-112 and 2^-14.
    private const float HalfScale = 1.925929944387236e-34f;
    private const float LeastNormalHalf = 6.103515625e-05f;

    private Vector512<float> _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<float> all) => _all = all;

    /// <inheritdoc/>
    public static int Registers => 32;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadActivations(byte* source) => new(Subnormals.ToZero(Vector512.Load((float*)source)));

    /// <inheritdoc/>
    /// <remarks>
    /// With a float's exponent filled up by ones, every half but a subnormal is its value times 2^112, NaN and infinity included. A subnormal m / 1024 2^-14 then
    /// reads as (1 + m / 1024) 2^-15, and twice that less 2^-14 is right; this is less than what it reads as for a subnormal alone. No subnormal float is met on the way.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadHalves(byte* source)
    {
        Vector512<int> halves = Widen(source);
        Vector512<float> large = (((halves << 13) & Vector512.Create(0x0FFF_E000)) | Vector512.Create(0x7000_0000)).AsSingle();
        Vector512<float> subnormal = Vector512.FusedMultiplyAdd(large, Vector512.Create(HalfScale * 2f), Vector512.Create(-LeastNormalHalf));
        Vector512<float> magnitude = Vector512.MinNative(large * Vector512.Create(HalfScale), subnormal);
        return new Lanes512((magnitude.AsInt32() | (halves & Vector512.Create(int.MinValue))).AsSingle());
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
    public static Lanes512 LoadBFloat16(byte* source) => new(Subnormals.ToZero((Widen(source) << 16).AsSingle()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512 sum, Lanes512 x, Lanes512 w) => sum._all = Vector512.FusedMultiplyAdd(x._all, w._all, sum._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512 sum, Lanes512 x, float* w) => sum._all = Vector512.FusedMultiplyAdd(x._all, Vector512.Load(w), sum._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Add(Lanes512 left, Lanes512 right) => new(left._all + right._all);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes512 lanes) => Lanes128.SumOfFour(ToFour(lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Lanes512 first, Lanes512 second, Lanes512 third, Lanes512 fourth, float* target) =>
        Lanes128.SumsOfFour(ToFour(first), ToFour(second), ToFour(third), ToFour(fourth)).Store(target);

    /// <inheritdoc/>
    public static int ProbesPerTile => Strip512.Probes;

    /// <inheritdoc/>
    public static void AddTile<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch => TileKernel<Strip512>.Add<TPrefetch>(tile, probes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 lanes, float* target) => lanes._all.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToFour(Lanes512 lanes)
    {
        Vector256<float> eight = lanes._all.GetLower() + lanes._all.GetUpper();
        return eight.GetLower() + eight.GetUpper();
    }

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

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Escalation.Probes.Kernels;

/// <summary>Four registers of 128 bits: SSE without FMA, and ARM.</summary>
internal unsafe struct Lanes128 : ILanes<Lanes128>
{
    private Vector128<float> _first;
    private Vector128<float> _second;
    private Vector128<float> _third;
    private Vector128<float> _fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    /// <inheritdoc/>
    public static int Registers => 16;

    /// <inheritdoc/>
    public static Lanes128 Zero => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadSingles(byte* source)
    {
        var singles = (float*)source;
        return new Lanes128(Vector128.Load(singles), Vector128.Load(singles + 4), Vector128.Load(singles + 8), Vector128.Load(singles + 12));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadActivations(byte* source) => ToZero(LoadSingles(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadHalves(byte* source)
    {
        Vector128<short> lower = Vector128.Load((short*)source);
        Vector128<short> upper = Vector128.Load((short*)source + 8);
        return new Lanes128(
            FromHalves(Vector128.WidenLower(lower)),
            FromHalves(Vector128.WidenUpper(lower)),
            FromHalves(Vector128.WidenLower(upper)),
            FromHalves(Vector128.WidenUpper(upper)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadScaledHalves(byte* source)
    {
        Vector128<int> mask = Vector128.Create(unchecked((int)0x8FFF_E000));
        Vector128<short> lower = Vector128.Load((short*)source);
        Vector128<short> upper = Vector128.Load((short*)source + 8);
        return new Lanes128(
            ((Vector128.WidenLower(lower) << 13) & mask).AsSingle(),
            ((Vector128.WidenUpper(lower) << 13) & mask).AsSingle(),
            ((Vector128.WidenLower(upper) << 13) & mask).AsSingle(),
            ((Vector128.WidenUpper(upper) << 13) & mask).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Screen(Lanes128 seen, byte* source) => new(
        Vector128.Max(seen._first.AsInt16(), Vector128.Load((short*)source)).AsSingle(),
        Vector128.Max(seen._second.AsInt16(), Vector128.Load((short*)source + 8)).AsSingle(),
        Vector128.Max(seen._third.AsUInt16(), Vector128.Load((ushort*)source)).AsSingle(),
        Vector128.Max(seen._fourth.AsUInt16(), Vector128.Load((ushort*)source + 8)).AsSingle());

    /// <inheritdoc/>
    public static bool FoundNotFinite(Lanes128 seen) =>
        Vector128.GreaterThanOrEqualAny(Vector128.Max(seen._first.AsInt16(), seen._second.AsInt16()), Vector128.Create((short)0x7C00))
        || Vector128.GreaterThanOrEqualAny(Vector128.Max(seen._third.AsUInt16(), seen._fourth.AsUInt16()), Vector128.Create((ushort)0xFC00));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadBFloat16(byte* source)
    {
        Vector128<short> lower = Vector128.Load((short*)source);
        Vector128<short> upper = Vector128.Load((short*)source + 8);
        return ToZero(new Lanes128(
            (Vector128.WidenLower(lower) << 16).AsSingle(),
            (Vector128.WidenUpper(lower) << 16).AsSingle(),
            (Vector128.WidenLower(upper) << 16).AsSingle(),
            (Vector128.WidenUpper(upper) << 16).AsSingle()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128 sum, Lanes128 x, Lanes128 w)
    {
        sum._first = Fused.MultiplyAdd(x._first, w._first, sum._first);
        sum._second = Fused.MultiplyAdd(x._second, w._second, sum._second);
        sum._third = Fused.MultiplyAdd(x._third, w._third, sum._third);
        sum._fourth = Fused.MultiplyAdd(x._fourth, w._fourth, sum._fourth);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128 sum, Lanes128 x, float* w) => AddProduct(ref sum, x, LoadSingles((byte*)w));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Add(Lanes128 left, Lanes128 right) =>
        new(left._first + right._first, left._second + right._second, left._third + right._third, left._fourth + right._fourth);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes128 lanes) => SumOfFour(ToFour(lanes));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSums(Lanes128 first, Lanes128 second, Lanes128 third, Lanes128 fourth, float* target) =>
        Lanes128.SumsOfFour(ToFour(first), ToFour(second), ToFour(third), ToFour(fourth)).Store(target);

    /// <inheritdoc/>
    public static int ProbesPerTile => Strip128.Probes;

    /// <inheritdoc/>
    public static void AddTile<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch => TileKernel<Strip128>.Add<TPrefetch>(tile, probes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 lanes, float* target)
    {
        lanes._first.Store(target);
        lanes._second.Store(target + 4);
        lanes._third.Store(target + 8);
        lanes._fourth.Store(target + 12);
    }

    /// <summary><c>(s0 + s2) + (s1 + s3)</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float SumOfFour(Vector128<float> four) => (four[0] + four[2]) + (four[1] + four[3]);

    /// <summary>Four such sums side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> SumsOfFour(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (!Sse.IsSupported)
        {
            return Vector128.Create(SumOfFour(a), SumOfFour(b), SumOfFour(c), SumOfFour(d));
        }

        Vector128<float> front = Sse.MoveLowToHigh(a, b) + Sse.MoveHighToLow(b, a);
        Vector128<float> back = Sse.MoveLowToHigh(c, d) + Sse.MoveHighToLow(d, c);
        return Sse.Shuffle(front, back, 0b10_00_10_00) + Sse.Shuffle(front, back, 0b11_01_11_01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToFour(Lanes128 lanes) => (lanes._first + lanes._third) + (lanes._second + lanes._fourth);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes128 ToZero(Lanes128 lanes) =>
        new(Subnormals.ToZero(lanes._first), Subnormals.ToZero(lanes._second), Subnormals.ToZero(lanes._third), Subnormals.ToZero(lanes._fourth));

    // As in Lanes512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FromHalves(Vector128<int> halves)
    {
        Vector128<int> magnitudes = (halves << 13) & Vector128.Create(0x0FFF_E000);
        Vector128<int> excess = Vector128.LessThan(magnitudes, Vector128.Create(0x0080_0000)) & Vector128.Create(0x3880_0000);
        Vector128<int> special = Vector128.GreaterThan(magnitudes, Vector128.Create(0x0F7F_FFFF)) & Vector128.Create(0x3800_0000);
        Vector128<int> offsets = (excess | Vector128.Create(0x3800_0000)) + special;
        Vector128<int> values = ((magnitudes + offsets).AsSingle() - excess.AsSingle()).AsInt32();
        return (values | (halves & Vector128.Create(int.MinValue))).AsSingle();
    }
}

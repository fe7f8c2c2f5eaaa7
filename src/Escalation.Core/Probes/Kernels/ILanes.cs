namespace Escalation.Probes.Kernels;

/// <summary>Sixteen floats as one value: the arithmetic of <see cref="ScoreOrder"/> on one kind of hardware. Every implementation gives the same bits.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>The number of registers of the hardware, or 16 without any.</summary>
    static abstract int Registers { get; }

    /// <summary>Sixteen times +0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Loads 16 floats from any address.</summary>
    static abstract TSelf LoadSingles(byte* source);

    /// <summary>Loads 16 activations from any address; a subnormal one counts as zero.</summary>
    static abstract TSelf LoadActivations(byte* source);

    /// <summary>Loads and widens 16 half-precision floats; exact, NaN and infinity included.</summary>
    static abstract TSelf LoadHalves(byte* source);

    /// <summary>Loads 16 half-precision floats times 2^-112: exact for all that are finite, and a finite number for the others, which <see cref="Screen"/> finds.</summary>
    static abstract TSelf LoadScaledHalves(byte* source);

    /// <summary>Remembers whether one of 16 half-precision floats is not finite.</summary>
    static abstract TSelf Screen(TSelf seen, byte* source);

    /// <summary>Whether a screened number was not finite; what was remembered starts at <see cref="Zero"/>.</summary>
    static abstract bool FoundNotFinite(TSelf seen);

    /// <summary>Loads and widens 16 bfloat16 numbers; exact, but a subnormal one counts as zero.</summary>
    static abstract TSelf LoadBFloat16(byte* source);

    /// <summary>Lane by lane, a sum becomes <c>x w + sum</c>, rounded once. It is changed in place, for the compiler then keeps it in one register.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf x, TSelf w);

    /// <summary>The same with 16 floats at any address, which an instruction that multiplies may read by itself.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf x, float* w);

    /// <summary>The sum, lane by lane.</summary>
    static abstract TSelf Add(TSelf left, TSelf right);

    /// <summary>The sum of all lanes: 16 to 8 (l + l+8), 8 to 4 (l + l+4), then <c>(s0 + s2) + (s1 + s3)</c>.</summary>
    static abstract float Sum(TSelf lanes);

    /// <summary>Stores four such sums side by side.</summary>
    static abstract void StoreSums(TSelf first, TSelf second, TSelf third, TSelf fourth, float* target);

    /// <summary>The number of probes of a tile that the registers can hold.</summary>
    static abstract int ProbesPerTile { get; }

    /// <summary>Adds the products of a tile of several rows and probes to its sums.</summary>
    static abstract void AddTile<TPrefetch>(in Tile tile, int probes)
        where TPrefetch : IPrefetch;

    /// <summary>Stores 16 floats.</summary>
    static abstract void Store(TSelf lanes, float* target);
}

namespace Escalation.Probes.Kernels;

/// <summary>Some neighbouring lanes of the sixteen, in one register: lanes never meet before the end, so a kernel may take a strip of them after the other.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface IStrip<TSelf>
    where TSelf : unmanaged, IStrip<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Width { get; }

    /// <summary>The number of probes that four rows can meet at once without running out of registers, 3 or 4.</summary>
    static abstract int Probes { get; }

    /// <summary>Loads floats from any address.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>Loads activations from any address; a subnormal one counts as zero.</summary>
    static abstract TSelf LoadActivations(float* source);

    /// <summary>A sum becomes <c>x w + sum</c>, rounded once. It is changed in place, for the compiler then keeps it in one register.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf x, TSelf w);

    /// <summary>Stores floats.</summary>
    static abstract void Store(TSelf lanes, float* target);
}

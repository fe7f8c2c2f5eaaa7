namespace Escalation.Probes.Kernels;

/// <summary>Some neighbouring lanes of the sixteen, in one register: lanes never meet before the end, so a kernel may take a strip of them after the other.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface IStrip<TSelf>
    where TSelf : unmanaged, IStrip<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Width { get; }

    /// <summary>Loads floats from any address.</summary>
    static abstract TSelf Load(float* source);

    /// <summary><c>x w + sum</c>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf w, TSelf sum);

    /// <summary>Stores floats.</summary>
    static abstract void Store(TSelf lanes, float* target);
}

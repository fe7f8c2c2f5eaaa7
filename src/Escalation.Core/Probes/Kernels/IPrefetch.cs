namespace Escalation.Probes.Kernels;

/// <summary>Whether a kernel asks for memory before it needs it.</summary>
internal unsafe interface IPrefetch
{
    /// <summary>Whether rows lie far apart in memory and are asked for ahead.</summary>
    static abstract bool Ahead { get; }

    /// <summary>Asks for a line of the cache; any address will do, one past the end included.</summary>
    static abstract void Line(byte* address);
}

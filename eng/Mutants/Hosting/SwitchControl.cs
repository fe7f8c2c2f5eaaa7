using System.Reflection;
using System.Runtime.CompilerServices;
using Escalation.Mutants.Building;

namespace Escalation.Mutants.Hosting;

/// <summary>The switch inside the loaded library; without mutants in it there is none, and nothing to control.</summary>
internal sealed class SwitchControl
{
    private readonly Assembly _library = Assembly.Load(Workbench.Library);
    private readonly FieldInfo? _active;
    private readonly FieldInfo? _hits;

    internal SwitchControl()
    {
        Type? type = _library.GetType("Escalation.MutationSwitch");
        _active = type?.GetField("Active");
        _hits = type?.GetField("Hits");
    }

    /// <summary>Switches a mutant on; 0 switches all off, -1 records which ones are reached.</summary>
    internal void Set(int id) => _active?.SetValue(null, id);

    /// <summary>The mutants reached since the last call.</summary>
    internal int[] TakeReached()
    {
        if (_hits?.GetValue(null) is not bool[] hits)
        {
            return [];
        }

        int[] reached = [.. Enumerable.Range(0, hits.Length).Where(id => hits[id])];
        Array.Clear(hits);
        return reached;
    }

    /// <summary>Runs every static constructor of the library now, so that no later change can leave its mark in a table.</summary>
    internal void InitialiseLibrary() => Initialise(_library);

    /// <summary>Runs every static constructor of an assembly now.</summary>
    internal static void Initialise(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            try
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
            catch (TypeInitializationException)
            {
                // The tests that need the type fail, which is what they are for.
            }
        }
    }
}

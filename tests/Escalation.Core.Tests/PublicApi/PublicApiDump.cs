using System.Reflection;
using System.Text;

namespace Escalation.Core.Tests.PublicApi;

/// <summary>Writes the public surface of an assembly as sorted text, one member a line.</summary>
internal static class PublicApiDump
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    internal static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            string[] bases = [.. Bases(type)];
            text.AppendLine(bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}");
            foreach (string member in Members(type).Distinct(StringComparer.Ordinal).OrderBy(line => line, StringComparer.Ordinal))
            {
                text.Append("    ").AppendLine(member);
            }

            text.AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            yield break;
        }

        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return Name(parent);
        }

        foreach (string contract in type.GetInterfaces().Where(contract => contract.IsPublic).Select(Name).OrderBy(name => name, StringComparer.Ordinal))
        {
            yield return contract;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic && !field.IsSpecialName))
        {
            string value = field.IsLiteral ? FormattableString.Invariant($" = {Convert.ChangeType(field.GetRawConstantValue(), field.GetRawConstantValue()!.GetType(), System.Globalization.CultureInfo.InvariantCulture)}") : "";
            yield return type.IsEnum ? $"{field.Name}{value}" : $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{value}";
        }

        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(IsVisible))
        {
            yield return $".ctor({Parameters(constructor)})";
        }

        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            string accessors = string.Concat(property.GetAccessors(nonPublic: true).Where(IsVisible).Select(Accessor).Order(StringComparer.Ordinal));
            if (accessors.Length > 0)
            {
                bool isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic;
                yield return $"{(isStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name} {{ {accessors}}}";
            }
        }

        foreach (MethodInfo method in type.GetMethods(Declared).Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !method.Name.Contains('<', StringComparison.Ordinal)))
        {
            string generics = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
            yield return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generics}({Parameters(method)})";
        }
    }

    private static string Accessor(MethodInfo accessor)
    {
        string access = accessor.IsPublic ? "" : "protected ";
        bool init = accessor.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
        return accessor.ReturnType == typeof(void) ? $"{access}{(init ? "init" : "set")}; " : $"{access}get; ";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsByRef ? "&" : "*");
        }

        string name = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : $"{name[..arity]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}

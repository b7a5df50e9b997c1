using System.Reflection;
using System.Text;

namespace MmAnalyzers.Conventions.Tests.PublicApi;

/// <summary>What an assembly promises its users, as sorted text: one line a type, one a member.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The surface of an assembly.</summary>
    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    /// <summary>The surface of some types.</summary>
    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var member in Members(type).Distinct().Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.Length == 0 ? "(nothing public)\n" : text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = new[] { type.BaseType }.Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces().Except(inherited).OrderBy(parent => parent.Name, StringComparer.Ordinal))
            .Select(parent => Name(parent!));
        var list = string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Nested(type)}{(list.Length == 0 ? string.Empty : " : " + list)}{Usage(type)}";
    }

    private static string Usage(Type type) => type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage
        ? $" [on {usage.ValidOn}{(usage.AllowMultiple ? ", many" : string.Empty)}{(usage.Inherited ? ", inherited" : string.Empty)}]"
        : string.Empty;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Enum.Format(type, Enum.Parse(type, name), "D")}");
        }

        return type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Text)
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Text))
            .Concat(type.GetEvents(Declared).Where(one => IsVisible(one.AddMethod!)).Select(one => $"event {Name(one.EventHandlerType!)} {one.Name}"))
            .Concat(type.GetConstructors(Declared).Where(IsVisible).Select(constructor => $"{Word(constructor)}new({Parameters(constructor)})"))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Text));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Text(FieldInfo field) =>
        (field.IsLiteral ? "const " : field.IsStatic ? "static " : string.Empty) + (field.IsInitOnly ? "readonly " : string.Empty)
        + $"{Name(field.FieldType)} {field.Name}" + (field.IsLiteral ? $" = {field.GetRawConstantValue()}" : string.Empty);

    private static string Text(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor => Word(accessor) + (accessor.ReturnType == typeof(void)
            ? accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init" : "set" : "get"));
        return $"{Name(property.PropertyType)} {property.Name} {{ {string.Join("; ", accessors)} }}";
    }

    private static string Text(MethodInfo method) => $"{Word(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}({Parameters(method)})";

    private static string Word(MethodBase method)
    {
        var isNew = (method.Attributes & MethodAttributes.NewSlot) != 0;
        return (method.IsPublic ? string.Empty : "protected ") + (method.IsStatic ? "static " : method.IsAbstract ? "abstract "
            : !method.IsVirtual || method.IsFinal && isNew ? string.Empty : method.IsFinal ? "sealed override " : isNew ? "virtual " : "override ");
    }

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : string.Empty;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : string.Empty)
        + $"{Name(parameter.ParameterType)} {parameter.Name}" + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : string.Empty)));

    private static string Nested(Type type) => type.DeclaringType is { } outer ? Nested(outer) + "." + Name(type) : Name(type);

    private static string Name(Type type)
    {
        if (type.HasElementType)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsPointer ? "*" : string.Empty);
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}

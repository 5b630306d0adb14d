package workflows

import "reflect"

// clone returns a copy that shares nothing with the original. It is for facts: values,
// pointers and slices of them.
func clone[T any](of *T) *T {
	made := new(T)
	cloneInto(reflect.ValueOf(made).Elem(), reflect.ValueOf(of).Elem())
	return made
}

func cloneInto(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			cloneInto(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				cloneInto(to.Index(i), from.Index(i))
			}
		}
	case reflect.Struct:
		to.Set(from) // also what is not exported, which is plain values
		for i := range from.NumField() {
			if to.Field(i).CanSet() {
				to.Field(i).SetZero()
				cloneInto(to.Field(i), from.Field(i))
			}
		}
	default:
		to.Set(from)
	}
}
